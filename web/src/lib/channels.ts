// How a channel is drawn and named. A network that we do not know shows its own name.

import type { IconName } from '@/ui/icons'

const ICONS: Record<string, IconName> = { webchat: 'web', telegram: 'plane', slack: 'hash' }
const NAMES: Record<string, string> = { telegram: 'Telegram', slack: 'Slack' }

export function channelIcon(type: string): IconName {
  return ICONS[type] ?? 'chat'
}

export function channelName(type: string, t: (key: string) => string): string {
  return type === 'webchat' ? t('channel.webchat') : (NAMES[type] ?? type)
}
