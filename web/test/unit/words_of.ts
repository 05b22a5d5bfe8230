// The words of the interface in one language, those of the places among them: by the name of the text.

export type Tree = { [key: string]: string | Tree }

export function flat(tree: Tree, prefix = ''): Map<string, string> {
  const out = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') out.set(prefix + key, value)
    else for (const [k, v] of flat(value, prefix + key + '.')) out.set(k, v)
  }
  return out
}

// The words of the places stand with them, under the place's folder.
export const places = import.meta.glob<{ default: Tree }>('../../src/*/texts/*.ts', { eager: true })

export function words(locale: string, main: unknown): Map<string, string> {
  const all = flat(main as Tree)
  for (const [path, texts] of Object.entries(places)) {
    if (!path.endsWith(`/${locale}.ts`)) continue
    for (const [key, text] of flat(texts.default)) {
      if (all.has(key)) throw new Error(`${path}: ${key} stands elsewhere too`)
      all.set(key, text)
    }
  }
  return all
}
