// The drafts of the account that sits here.

import { Drafts } from '@/lib/drafts'
import { useAccount } from '@/stores/account'

let kept: { account: string; drafts: Drafts } | null = null

export function useDrafts(): Drafts {
  const account = useAccount().me?.id ?? ''
  if (kept?.account !== account) kept = { account, drafts: new Drafts(account) }
  return kept!.drafts
}
