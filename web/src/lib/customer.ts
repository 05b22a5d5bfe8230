// How a customer is called.

import { i18n } from '@/i18n'

// customerName is the name, or for a customer without one what everybody calls them: short, and always the same.
export function customerName(c: { title: string; address_key: string }): string {
  return c.title || i18n.global.t('customer.visitor', { id: c.address_key.replace(/^\w+:/, '').slice(-6).toUpperCase() })
}
