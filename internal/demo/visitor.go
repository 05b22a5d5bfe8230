package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/google/uuid"
	"github.com/gorilla/websocket"
)

// visitor writes on the web chat of the desk through its own socket, as a browser does, and stays to read.
func visitor(ctx context.Context, addr, channel string, lines []string) error {
	token, err := newVisitor(ctx, addr, channel)
	if err != nil {
		return err
	}
	header := http.Header{"Origin": {"http://" + addr}}
	conn, resp, err := websocket.DefaultDialer.DialContext(ctx, "ws://"+addr+"/chat/"+channel+"/ws", header)
	if err != nil {
		return err
	}
	_ = resp.Body.Close()
	defer func() { _ = conn.Close() }()
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	if err := conn.WriteJSON(map[string]any{"op": "hello", "token": token, "cursor": map[string]int{"o": 0, "v": 0}, "lang": "zh-CN"}); err != nil {
		return err
	}
	return chat(conn, lines)
}

// chat writes the first line, and the next ones as human answers come in.
func chat(conn *websocket.Conn, lines []string) error {
	say := func(text string) error {
		return conn.WriteJSON(map[string]any{"op": "say", "client_id": uuid.NewString(), "text": text})
	}
	if err := say(lines[0]); err != nil {
		return err
	}
	lines = lines[1:]
	for {
		var frame struct {
			Op      string `json:"op"`
			Entries []struct {
				Role string `json:"role"`
			} `json:"entries"`
		}
		if err := conn.ReadJSON(&frame); err != nil {
			return nil // the desk is going
		}
		for _, e := range frame.Entries {
			if e.Role != "agent" || len(lines) == 0 {
				continue
			}
			if err := say(lines[0]); err != nil {
				return err
			}
			lines = lines[1:]
		}
	}
}

func newVisitor(ctx context.Context, addr, channel string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+addr+"/chat/"+channel+"/visitor", nil)
	if err != nil {
		return "", err
	}
	req.Header.Set("Origin", "http://"+addr)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return "", fmt.Errorf("demo: the web chat answered %s", resp.Status)
	}
	var v struct {
		Token string `json:"token"`
	}
	return v.Token, json.NewDecoder(resp.Body).Decode(&v)
}
