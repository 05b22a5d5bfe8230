package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"go.uber.org/zap"

	"firstline/config"
	"firstline/internal/api/people"
	"firstline/internal/desk"
	"firstline/internal/store"
)

func newUser() *cobra.Command {
	var s source
	var n people.Newcomer
	var rank, speciality, groupList, passwordFile string
	var capacity int
	add := &cobra.Command{Use: "add", Short: "Make an account", Args: cobra.NoArgs, RunE: func(c *cobra.Command, _ []string) error {
		password, err := readPassword(c.InOrStdin(), passwordFile)
		if err != nil {
			return err
		}
		n.Password, n.Rank, n.Speciality = password, desk.Rank(rank), desk.Speciality(speciality)
		for _, g := range strings.FieldsFunc(groupList, func(r rune) bool { return r == ',' || r == ' ' }) {
			n.Groups = append(n.Groups, desk.GroupID(g))
		}
		if capacity >= 0 {
			n.Capacity = &capacity
		}
		return addUser(c, s, n)
	}}
	s.flags(add, false)
	f := add.Flags()
	f.StringVar(&n.Login, "login", "", "what the person signs in with")
	f.StringVar(&n.Name, "name", "", "what customers and colleagues see")
	f.StringVar(&rank, "rank", string(desk.RankAgent), "agent, lead, supervisor, inspector, manager, admin or department")
	f.StringVar(&speciality, "speciality", string(desk.SpecialityAllRound), "technical, theory or allround")
	f.StringVar(&groupList, "groups", "", "groups, with commas: service,order,complaint")
	f.IntVar(&n.Level, "level", 1, "experience, 1 to 9; a group may ask for more than 1")
	f.IntVar(&capacity, "capacity", -1, "sessions at once; left out: session.capacity")
	f.StringVar(&passwordFile, "password-file", "-", "`file` with the password in its first line; - reads standard input")
	_ = add.MarkFlagRequired("login")
	_ = add.MarkFlagRequired("name")
	c := &cobra.Command{Use: "user", Short: "Manage accounts"}
	c.AddCommand(add, newReset())
	return c
}

// newReset is the way back in for the last admin who has lost the second factor.
func newReset() *cobra.Command {
	var s source
	var login string
	c := &cobra.Command{Use: "reset-second-factor", Short: "Take away somebody's second factor, and end the sign-ins", Args: cobra.NoArgs, RunE: func(c *cobra.Command, _ []string) error {
		_, st, err := openRecord(c, s)
		if err != nil {
			return err
		}
		defer func() { _ = st.Close() }()
		return people.New(people.Options{Store: st}).ResetFactorOf(c.Context(), login)
	}}
	s.flags(c, false)
	c.Flags().StringVar(&login, "login", "", "what the person signs in with")
	_ = c.MarkFlagRequired("login")
	return c
}

// openRecord opens the record beside a desk that may be running.
func openRecord(c *cobra.Command, s source) (config.Config, *store.Store, error) {
	cfg, err := s.load()
	if err != nil {
		return cfg, nil, err
	}
	st, err := openStore(c.Context(), cfg, false)
	return cfg, st, err
}

func addUser(c *cobra.Command, s source, n people.Newcomer) error {
	cfg, st, err := openRecord(c, s)
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	d, err := look(c.Context(), st, cfg)
	if err != nil {
		return err
	}
	svc := people.New(people.Options{Store: st, Log: zap.NewNop(), MinPassword: cfg.Auth.MinPassword, Capacity: func() int { return d.Targets.Capacity }, Groups: d.GroupIDs, Departments: d.DepartmentIDs})
	id, err := svc.Create(c.Context(), n)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.OutOrStdout(), "%s %s\n", id, n.Login)
	return err
}

// readPassword never takes a password from the command line, where every user of the machine could read it.
func readPassword(in io.Reader, file string) (string, error) {
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return "", desk.Because(desk.Invalid, "password_file", "the password file cannot be read", err)
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	line, err := bufio.NewReader(in).ReadString('\n')
	line = strings.TrimRight(line, "\r\n")
	if line == "" {
		return "", desk.Because(desk.Invalid, "password", "give the password in the first line of standard input or of --password-file", err)
	}
	return line, nil
}
