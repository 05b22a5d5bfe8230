// What leads from the transcript to the composer. A panel stands where the composer does: it gives way first.

import { nextTick, type Ref } from 'vue'
import type { Inserted } from '@/lib/gaps'
import { useOutbox, type Entry } from '@/stores/outbox'
import { usePanels } from '@/stores/panels'
import { useUploads } from '@/stores/uploads'

export interface Composer {
  focus(): void
  edit(text: string, kind: Entry['kind'], inserted: readonly Inserted[], quotes?: number): void
  correct(seq: number, says: string, back?: string): void
  attach(files: File[]): void
  answering(seq: number): void
  closed: string
}

const SPENT = ['no_upload', 'upload_used'] // the file of a refused message is no more

export function useToComposer(composer: Readonly<Ref<Composer | null>>, startNote: () => void) {
  // toComposer is false when there is no composer in this session.
  async function toComposer(act: (c: Composer) => void): Promise<boolean> {
    usePanels().open = null
    await nextTick()
    if (composer.value) act(composer.value)
    return !!composer.value
  }

  // editAgain takes a failed message back for another try; it leaves the outbox only once it stands in the composer.
  async function editAgain(entry: Entry, says: string): Promise<void> {
    if (entry.kind === 'note') startNote()
    const taken = await toComposer((c) => {
      if (entry.edits) c.correct(entry.edits, says, entry.text)
      else c.edit(entry.text, entry.kind, entry.inserted ?? [], entry.quotes)
    })
    if (!taken) return
    const outbox = useOutbox()
    const together = outbox.waitingFor(entry)
    for (const { client_id } of [...together, entry]) outbox.drop(client_id) // those that wait first: they do not stay behind as failed
    if (entry.file && !SPENT.includes(entry.problem?.code ?? '')) useUploads().giveBack(entry.session, entry.file)
    for (const { file } of together) if (file) useUploads().giveBack(entry.session, file)
  }

  return { toComposer, editAgain }
}
