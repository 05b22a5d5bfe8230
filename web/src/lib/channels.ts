// How a channel is drawn and named. A network that we do not know shows its own name.

import type { IconName } from '@/ui/icons'

const ICONS: Record<string, IconName> = { webchat: 'web', telegram: 'plane', slack: 'hash', webhook: 'link', manual: 'draft' }
const NAMES: Record<string, string> = { telegram: 'Telegram', slack: 'Slack', webhook: 'Webhook' }

export function channelIcon(type: string): IconName {
  return ICONS[type] ?? 'chat'
}

export function channelName(type: string, t: (key: string) => string): string {
  return type === 'webchat' || type === 'manual' ? t('channel.' + type) : (NAMES[type] ?? type)
}
