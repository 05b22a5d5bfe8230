// Files on their way into a complaint's evidence. They go up as soon as they are chosen, and become evidence when somebody
// says so: nothing takes them out again.

import { computed, ref, watch } from 'vue'
import { changeCase, type Case } from '@/api/cases'
import { Problem } from '@/api/http'
import { problemText } from '@/lib/problemText'
import { useUploads, type Chosen } from '@/stores/uploads'

const TRIES = 5 // each failure means that a colleague's change has landed

export function useAttach(c: () => Case, done: (fresh: Case) => void) {
  const uploads = useUploads()
  const place = () => 'case:' + c().id
  const files = computed(() => uploads.of(place()))
  const settling = computed(() => files.value.some((f) => f.state === 'waiting' || f.state === 'uploading'))
  const ready = computed(() => files.value.filter((f) => f.uploaded))
  const busy = ref(false)
  const error = ref('')

  // The answer got lost, and the file is evidence all the same: it waits for nothing any more.
  watch(() => c().files, (all) => {
    for (const f of files.value) if (all?.some((one) => one.upload === f.uploaded?.id)) uploads.forget(f.id)
  })

  async function save(note: string): Promise<void> {
    if (busy.value || settling.value) return
    busy.value = true
    error.value = ''
    let fresh: Case | null = null
    try {
      for (const f of ready.value) {
        fresh = await send(f, note, fresh?.version ?? c().version)
        uploads.forget(f.id)
      }
    } catch (e) {
      if (!(e instanceof Problem)) throw e
      error.value = problemText(e)
    } finally {
      busy.value = false
      if (fresh) done(fresh)
    }
  }

  // send goes on behind a colleague who was faster: a file takes nothing away from what he has done.
  async function send(f: Chosen, note: string, version: number): Promise<Case> {
    for (let n = 1; ; n++) {
      try {
        return await changeCase(c().number, { client_id: f.id, version, attach: { upload: f.uploaded!.id, note } })
      } catch (e) {
        if (!(e instanceof Problem) || !e.changed || n === TRIES) throw e
        version = e.changed.version
      }
    }
  }

  return { files, ready, settling, busy, error, save, choose: (list: readonly File[]) => uploads.add(place(), list) }
}
