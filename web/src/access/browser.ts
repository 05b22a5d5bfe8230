// What a browser says of itself, in the words by which people know it.

const BROWSERS: [RegExp, string][] = [
  [/Edg(?:e|A|iOS)?\/(\d+)/, 'Edge'], [/OPR\/(\d+)/, 'Opera'], [/(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'], [/(?:Chrome|CriOS)\/(\d+)/, 'Chrome'], [/Version\/(\d+).*Safari/, 'Safari'],
]
// A phone's system also names what it is made of: the first that fits.
const SYSTEMS: [RegExp, string][] = [[/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'], [/CrOS/, 'ChromeOS'], [/Linux/, 'Linux']]

// browserOf is the text itself where nothing of it is known.
export function browserOf(agent: string): string {
  const hit = BROWSERS.find(([shape]) => shape.test(agent))
  const browser = hit && `${hit[1]} ${hit[0].exec(agent)![1]}`
  const system = SYSTEMS.find(([shape]) => shape.test(agent))?.[1]
  return [browser, system].filter(Boolean).join(' · ') || agent
}
