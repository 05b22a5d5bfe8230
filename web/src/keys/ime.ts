// Enter during a composition belongs to the input method. Safari fires compositionend before the keydown that ended
// it; that keydown still carries the code 229.
export function composing(ev: KeyboardEvent): boolean {
  return ev.isComposing || ev.keyCode === 229
}
