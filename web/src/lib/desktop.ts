// Notifications of the system, for while nobody sees the page. A person switches them on, and the browser asks.

export const canNotify = (): boolean => typeof Notification !== 'undefined'

// permission is what this device says; a browser that knows no notifications never asks.
export const permission = (): NotificationPermission => (canNotify() ? Notification.permission : 'default')

// allowed asks the person if nobody has been asked before; only a click may do that.
export async function allowed(): Promise<boolean> {
  if (!canNotify()) return false
  if (Notification.permission === 'default') await Notification.requestPermission()
  return Notification.permission === 'granted'
}

// notify shows one; a newer one on the same subject takes its place. It makes no sound of its own: ours has one.
export function notify(subject: string, text: string, open: () => void): void {
  if (!canNotify() || Notification.permission !== 'granted') return
  try {
    const shown = new Notification(document.title, { body: text, tag: subject, silent: true })
    shown.onclick = () => {
      window.focus()
      shown.close()
      open()
    }
  } catch {
    // Some systems want a worker for it; the page says it all the same.
  }
}
