package e2e

import (
	"crypto/rand"
	"fmt"
	"net/http/httptest"
	"testing"

	"firstline/internal/fake/translator"
)

// TestTranslation: a customer's message is read in the agent's language below the original, a draft becomes the customer's language when
// the agent takes it over, and a service that fails costs nothing but its words.
func TestTranslation(t *testing.T) {
	t.Parallel()
	ready(t)
	service := &translator.Service{Secret: rand.Text() + rand.Text(), Finds: "en", Book: map[string]string{
		"zh-CN.Where is my parcel?": "我的包裹在哪里？", "zh-CN.It is <b>late</b>": "它<b>晚了</b>", "en.您的包裹明天送到。": "Your parcel arrives tomorrow."}}
	srv := httptest.NewServer(service)
	t.Cleanup(srv.Close)
	d := newDesk(t, fmt.Sprintf("translation: {url: '%s', secret: %s, timeout: 2s, allow_private: true}\n", srv.URL, service.Secret))
	staff(d)
	d.start()
	d.play("translate.mjs", "translation", scene{Shop: srv.URL})
	if n := service.Forged.Load(); n > 0 {
		t.Errorf("%d questions were not signed", n)
	}
}
