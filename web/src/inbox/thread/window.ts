// Which part of a long conversation is on the page. A browser walks through everything that is there for each frame: with ten
// thousand messages on the page every key would take a third of a second. The part is held by the keys of its ends, because
// conversations grow at both. Pure.

export interface Span {
  from: string // the key of the first item; '' for so many before the end as fit
  to: string // the key of the last item; '' for the end, whatever comes
}

export const STEP = 100 // items that are put on at a time
export const MOST = 400 // items on the page

export const AT_END: Span = { from: '', to: '' }

type Keyed = { readonly key: string }

// bounds gives the span as places, the second beyond the last. An end that is gone counts as not set.
export function bounds(items: readonly Keyed[], span: Span): [number, number] {
  const last = span.to ? items.findLastIndex((i) => i.key === span.to) : -1
  const end = last < 0 ? items.length : last + 1
  const first = span.from ? items.findIndex((i) => i.key === span.from) : -1
  const begin = first < 0 || first >= end ? end - 2 * STEP : first
  return [Math.max(0, begin), end]
}

// held fixes the beginning, so that what is being read does not move when something comes at the end.
export function held(items: readonly Keyed[], span: Span): Span {
  return { ...span, from: items[bounds(items, span)[0]]?.key ?? '' }
}

// higher puts earlier items on; the same span when there are none.
export function higher(items: readonly Keyed[], span: Span): Span {
  const [begin, end] = bounds(items, span)
  if (begin === 0) return span
  return between(items, Math.max(0, begin - STEP), end, 'from')
}

// lower puts later items on; the same span when there are none.
export function lower(items: readonly Keyed[], span: Span): Span {
  const [begin, end] = bounds(items, span)
  if (end === items.length) return span.to ? { ...span, to: '' } : span
  return between(items, begin, Math.min(items.length, end + STEP), 'to')
}

// around is a span with the item of the key in its middle.
export function around(items: readonly Keyed[], key: string): Span {
  const at = items.findIndex((i) => i.key === key)
  if (at < 0) return AT_END
  return between(items, Math.max(0, at - STEP), Math.min(items.length, at + STEP), 'from')
}

// between makes a span of places; what is too much is taken off at the other side than the one that was put on to.
function between(items: readonly Keyed[], begin: number, end: number, on: 'from' | 'to'): Span {
  if (end - begin > MOST && on === 'from') end = begin + MOST
  if (end - begin > MOST) begin = end - MOST
  return { from: items[begin]!.key, to: end < items.length ? items[end - 1]!.key : '' }
}
