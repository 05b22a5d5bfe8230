// What keys a command can have. A binding is a physical key with at most one modifier and Shift, such as Alt+KeyU, or two
// letters one after the other, such as KeyG KeyI; empty = none. Alt stands for Control+Option on a Mac (Option alone types
// letters there), Mod for Ctrl, or Command on a Mac.

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform)

// pressed writes a key press as a binding; empty for what can be none: another mix of modifiers, or a modifier alone.
export function pressed(ev: KeyboardEvent, mac = isMac): string {
  if (!ev.code || /^(Shift|Control|Alt|Meta|OS|Caps|NumLock|Fn)/.test(ev.code)) return ''
  const mod = mac ? ev.metaKey && !ev.ctrlKey && !ev.altKey : ev.ctrlKey && !ev.metaKey && !ev.altKey
  const alt = mac ? ev.altKey && ev.ctrlKey && !ev.metaKey : ev.altKey && !ev.ctrlKey && !ev.metaKey
  const bare = !ev.ctrlKey && !ev.altKey && !ev.metaKey
  if (!mod && !alt && !bare) return ''
  return (mod ? 'Mod+' : alt ? 'Alt+' : '') + (ev.shiftKey ? 'Shift+' : '') + ev.code
}

// isSingle: keys without a modifier do nothing while something is typed into, and can be switched off (WCAG 2.1.4).
export const isSingle = (binding: string): boolean => !/^(Mod|Alt)\+/.test(binding)

const PRINTED: Record<string, string> = {
  ArrowDown: '↓', ArrowUp: '↑', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc', Slash: '/', Period: '.', Comma: ',', Semicolon: ';', Quote: "'",
  BracketLeft: '[', BracketRight: ']', Backslash: '\\', Minus: '-', Equal: '=', Backquote: '`',
}

// bindingName is how a binding is written on this machine, as the keys are printed on a keyboard.
export function bindingName(binding: string, mac = isMac): string {
  return binding.split(' ').map((keys) => {
    const parts = keys.split('+')
    const code = parts.pop() ?? ''
    const key = PRINTED[code] ?? code.replace(/^(Key|Digit)/, '')
    if (parts[0] === 'Shift' && code === 'Slash') return '?'
    const shift = parts.includes('Shift') ? (mac ? '⇧' : 'Shift+') : ''
    return (parts[0] === 'Mod' ? (mac ? '⌘' : 'Ctrl+') : parts[0] === 'Alt' ? (mac ? '⌃⌥' : 'Alt+') : '') + shift + key
  }).join(' ')
}

// What the browser or the system keeps for itself, or what everybody's fingers know otherwise: of Ctrl only these are free.
const FREE_WITH_MOD = /^Mod\+(Shift\+)?(KeyB|KeyI|KeyK|Slash|Period|Semicolon|Quote|Backslash)$/
const TAKEN_WITH_ALT = /^Alt\+(Shift\+)?(KeyD|KeyE|KeyF|F\d+|Tab|Space|Escape|Enter|Backspace|Delete|ArrowLeft|ArrowRight|Home|End|PageUp|PageDown)$|^Alt\+Shift\+/
const FREE_ALONE = /^(Shift\+)?(Key[A-Z]|Slash|Period|Comma|Semicolon|Quote|BracketLeft|BracketRight|Backslash|Minus|Equal|Backquote)$|^F(2|4|8|9)$/

// isReserved says whether a person cannot have these keys.
export function isReserved(binding: string): boolean {
  if (/^Key[A-Z] Key[A-Z]$/.test(binding)) return false
  if (binding.startsWith('Mod+')) return !FREE_WITH_MOD.test(binding)
  return binding.startsWith('Alt+') ? TAKEN_WITH_ALT.test(binding) : !FREE_ALONE.test(binding)
}
