// Package demo plays a department for a first look: people, simulated customers on the stand-in networks, and a few
// simulated colleagues. It decides who writes what and when; it refuses to touch a session by any way but the ones that
// real people and real networks have.
package demo

import "firstline/internal/desk"

// Person is an account of the sample department.
type Person struct {
	Login      string
	Name       string
	Rank       desk.Rank
	Speciality desk.Speciality
	Groups     []desk.GroupID
	Played     bool // by the demo itself: answers customers without a hand
}

// PlayedCapacity is how many sessions a played colleague takes: few, so that enough is left for the visitor.
const PlayedCapacity = 2

// People are the sample department: three groups, six agents of the three specialities, a supervisor, a manager, an
// administrator (ORG-01…06), and a seat of the technical department that agents can ask (ORG-13).
func People() []Person {
	return []Person{
		{"zhangmin", "张敏", desk.RankAgent, desk.SpecialityAllRound, []desk.GroupID{"service"}, false},
		{"zhaoliang", "赵亮", desk.RankAgent, desk.SpecialityTheory, []desk.GroupID{"service"}, true},
		{"wangqiang", "王强", desk.RankAgent, desk.SpecialityTechnical, []desk.GroupID{"service"}, true},
		{"zhouli", "周莉", desk.RankAgent, desk.SpecialityTheory, []desk.GroupID{"order"}, false},
		{"chenhao", "陈浩", desk.RankAgent, desk.SpecialityAllRound, []desk.GroupID{"order"}, true},
		{"sunyue", "孙悦", desk.RankAgent, desk.SpecialityAllRound, []desk.GroupID{"complaint"}, false},
		{"lizhuguan", "李主管", desk.RankSupervisor, desk.SpecialityAllRound, []desk.GroupID{"service", "order", "complaint"}, false},
		{"hejingli", "何经理", desk.RankManager, desk.SpecialityAllRound, []desk.GroupID{"service", "order", "complaint"}, false},
		{"gaogong", "高工", desk.RankDepartment, desk.SpecialityTechnical, []desk.GroupID{"technical"}, false},
		{"admin", "管理员", desk.RankAdmin, desk.SpecialityAllRound, []desk.GroupID{}, false},
	}
}
