package webchat

import (
	"context"

	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
)

// standing is how a page is told how things stand (channels.Standing).
type standing struct {
	Place  int              `json:"place,omitempty"`
	Since  desk.Millis      `json:"since,omitempty"`
	Wait   int64            `json:"wait_ms,omitempty"`
	Hours  []channels.Spell `json:"hours,omitempty"`
	Closed bool             `json:"closed,omitempty"`
	Opens  desk.Millis      `json:"opens,omitempty"`
	Nobody bool             `json:"nobody,omitempty"`
	Away   bool             `json:"away,omitempty"`
}

// stands answers how things stand (CHN-02). It is a courtesy: who asks too often, and whom the host cannot tell, hears nothing, and the
// page shows what it knew.
func (s *socket) stands() {
	if s.a.reception == nil || s.a.pace.standing.take(s.at.Key, s.a.now()) > 0 {
		return
	}
	ctx, done := context.WithTimeout(life{s}, s.a.cfg.hostWithin)
	defer done()
	st, err := s.a.reception.Standing(ctx, s.at)
	if err != nil {
		s.a.log.Debug("nobody can say how things stand", zap.String("visitor", logged(s.at)), zap.Error(err))
		return
	}
	s.answer(answer{Op: opStanding, Standing: &standing{Place: st.Place, Since: st.Since, Wait: st.Wait.Milliseconds(), Hours: st.Hours,
		Closed: st.Closed, Opens: st.Opens, Nobody: st.Nobody, Away: st.Away}})
}
