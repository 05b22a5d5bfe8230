// Package schedule plays random schedules of who is given what: customers who come, two nodes that decide from views that
// are old, decisions that land in any order, agents who come, go, answer, decline, pass on and close. The decisions are the
// product's (router/assign), so are the sessions (sessions.Apply); the record is what the SQL statements promise and nothing
// else: compare-and-set on a session's version, a place under an agent's epoch and capacity. What must hold is judged from
// books of its own. It decides in which order things happen; it refuses to run a database, a network or a clock: the same
// seed plays the same schedules, a million of them in minutes. That the statements keep their promise is for the scenario
// claims of package torture.
package schedule
