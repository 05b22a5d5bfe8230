// What the forms of the scripts know about stages: which variables each may say, and which are chosen by the moment.

export const STAGES = ['library', 'greeting', 'agent_greeting', 'closing', 'apology', 'thanks', 'queue', 'away', 'handoff', 'clarification', 'answer', 'consent', 'explanation', 'refusal', 'congratulation', 'confirm', 'rating'] as const
export type Stage = (typeof STAGES)[number]

// Those that can be empty are said inside of a condition: an anonymous visitor has no name.
const MAYBE: Partial<Record<Stage, string[]>> = { greeting: ['Customer'], agent_greeting: ['Customer'] }
const SURE: Partial<Record<Stage, string[]>> = { agent_greeting: ['Agent'], handoff: ['Group'], queue: ['Position'], away: ['Back'] }

export function variables(stage: string): { name: string; text: string }[] {
  const sure = ['Organisation', ...(SURE[stage as Stage] ?? [])]
  const maybe = MAYBE[stage as Stage] ?? ['Agent', 'Customer']
  return [
    ...sure.map((name) => ({ name, text: `{{.${name}}}` })),
    ...maybe.filter((n) => !sure.includes(n)).map((name) => ({ name, text: `{{if .${name}}}{{.${name}}}，{{end}}` })),
  ]
}

export const byMoment = (stage: string): boolean => ['greeting', 'agent_greeting', 'closing'].includes(stage)

// Agents look up scripts of these stages, so that a title, a code and groups are of use there.
export const offered = (stage: string): boolean => ['agent_greeting', 'closing', 'apology'].includes(stage) || picked(stage)

// Of these nothing is ever said but by an agent's hand: they may leave something to be filled in.
export const picked = (stage: string): boolean => ['thanks', 'clarification', 'answer', 'consent', 'explanation', 'refusal', 'congratulation', 'library'].includes(stage)
