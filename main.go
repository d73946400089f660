// Handout turns articles written as structured YAML into printable, accessible
// handouts (PDF) that set two things side by side, with sources.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"github.com/urfave/cli/v2"

	"handout/handouts"
	"handout/internal/article"
	"handout/internal/brand"
	"handout/internal/build"
	"handout/internal/decode"
	"handout/internal/diag"
)

const (
	programName = "handout"
	version     = "0.1.0"
)

// interrupted is the exit code after Ctrl-C, as shells expect it; the others
// are the values of build.Outcome.
const interrupted = 130

// ballast is memory that is never touched and so takes no room. The collector
// counts it as used and lets as much garbage lie, which saves time: a handout is
// forgotten when it is written, so that otherwise little is in use and
// collections are many. Unlike a higher GOGC it does not let the
// memory of a large packet grow with its size.
const ballast = 16 << 20

func main() {
	counted := make([]byte, ballast)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	code := run(ctx, os.Args)
	runtime.KeepAlive(counted)
	os.Exit(code)
}

// run runs the command line and returns the exit code.
func run(ctx context.Context, args []string) int {
	app := newApp()
	args, err := flagsFirst(app, args)
	if err == nil {
		err = app.RunContext(ctx, args)
	}
	var said *build.Error
	var code cli.ExitCoder
	switch {
	case err == nil:
		return int(build.Done)
	case errors.As(err, &said):
		said.List().Print(os.Stderr, nil)
		return int(said.Outcome)
	case errors.As(err, &code) && err.Error() == "":
		return code.ExitCode()
	}
	diag.List{misused("", "%v", err).Diagnostic}.Print(os.Stderr, nil)
	return int(build.Misused)
}

func newApp() *cli.App {
	app := &cli.App{
		Name:                  programName,
		Usage:                 "make printable handouts from articles",
		Version:               version,
		CustomAppHelpTemplate: appHelp,
		HideHelpCommand:       true, // helpCommand is ours
		Flags:                 []cli.Flag{cli.HelpFlag},
		EnableBashCompletion:  true,
		Action:                func(c *cli.Context) error { return noCommand(c.App, c.Args().First()) },
		ExitErrHandler:        func(*cli.Context, error) {}, // run reports
		Commands:              []*cli.Command{buildCommand(), watchCommand(), checkCommand(), citeCommand(), newCommand(), schemaCommand(), completionCommand(), helpCommand()},
	}
	for _, command := range app.Commands {
		command.OnUsageError = misread
		for _, f := range command.Flags {
			if f, ok := f.(*cli.BoolFlag); ok {
				f.DisableDefaultText = true // it says no more than that it may be left out
			}
		}
	}
	return app
}

var badValue = regexp.MustCompile(`^(invalid .*) for (?:flag )?-(\S+): [a-z ]+$`)

// misread says what cli says of a flag, without all of the help that it prints
// as a result.
func misread(c *cli.Context, err error, _ bool) error {
	text := err.Error()
	if m := badValue.FindStringSubmatch(text); m != nil {
		text = "--" + m[2] + " has an " + m[1]
	}
	return misused("see: handout help "+c.Command.Name, "%s", strings.ToLower(text[:1])+text[1:])
}

const appHelp = `handout turns articles into handouts: PDF files, ready to print, that set two
things side by side and name their sources. An article is a text file (YAML).

Usage:
  handout COMMAND [FLAGS] [PATHS]

Commands:{{range .VisibleCommands}}
  {{index .Names 0}}{{"\t"}}{{.Usage}}{{end}}

Examples:
  handout new handouts/my-topic      write a first article, then edit it
  handout build                      build every article of handouts/ into output/
  handout build my-topic.yaml        build one article

handout COMMAND --help tells more about a command, handout --version which
version this is.
`

const commandHelp = `{{.UsageText}}

{{.Description}}{{if .VisibleFlags}}

Flags:{{range .VisibleFlags}}
  {{.}}{{end}}{{end}}
`

func newCommand() *cli.Command {
	return &cli.Command{
		Name:      "new",
		Usage:     "write an article to start from",
		UsageText: "handout new [FLAGS] NAME",
		Description: `Writes NAME.yaml: a short article that builds as it is, with a comment at every
part that says what belongs there. With --from it is a copy of an example. With
--brand it writes brand.yaml instead, the clinic's own, into the folder NAME.
A file that exists is never overwritten.

Examples:
  handout new handouts/my-topic
  handout new my-topic --from iep-vs-504-plan
  handout new --brand handouts`,
		CustomHelpTemplate: commandHelp,
		HideHelpCommand:    true,
		Action:             newArticle,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "from", Usage: "copy `EXAMPLE`, " + strings.Join(handouts.Names(), " or ")},
			&cli.BoolFlag{Name: "brand", Usage: "write a brand to start from, for the articles in the folder NAME and below"},
		},
	}
}

func schemaCommand() *cli.Command {
	return &cli.Command{
		Name:      "schema",
		Usage:     "print the article format for editors (JSON Schema)",
		UsageText: "handout schema [FLAGS]",
		Description: `Prints the article format as a JSON Schema (draft 2020-12). Editors complete
and check an article by it when its first line is

  # yaml-language-server: $schema=./article.schema.json

With --brand it prints the format of brand.yaml, with --report that of the lines
that build --report writes.

Examples:
  handout schema > article.schema.json
  handout schema --brand > brand.schema.json
  handout schema --report`,
		CustomHelpTemplate: commandHelp,
		HideHelpCommand:    true,
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return misused("", "schema takes no arguments")
			}
			switch {
			case c.Bool("brand") && c.Bool("report"):
				return misused("leave out one of the two", "--brand and --report are two formats")
			case c.Bool("brand"):
				return emit(c.App.Writer, brand.Schema())
			case c.Bool("report"):
				return emit(c.App.Writer, build.ReportSchema())
			}
			return emit(c.App.Writer, article.Schema())
		},
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "brand", Usage: "print the format of brand.yaml instead"},
			&cli.BoolFlag{Name: "report", Usage: "print the format of a report instead"},
		},
	}
}

func helpCommand() *cli.Command {
	return &cli.Command{
		Name:               "help",
		Usage:              "tell more about a command",
		UsageText:          "handout help [COMMAND]",
		CustomHelpTemplate: commandHelp,
		HideHelpCommand:    true,
		BashComplete: func(c *cli.Context) {
			for _, command := range c.App.Commands {
				fmt.Fprintln(c.App.Writer, command.Name)
			}
		},
		Action: func(c *cli.Context) error {
			switch name := c.Args().First(); {
			case name == "":
				return cli.ShowAppHelp(c)
			case c.App.Command(name) == nil:
				return noCommand(c.App, name)
			default:
				return cli.ShowCommandHelp(c, name)
			}
		},
	}
}

// flagsFirst moves a command's flags in front of its paths, since cli looks
// for flags only up to the first path. Whatever follows "--" is a path.
func flagsFirst(app *cli.App, args []string) ([]string, error) {
	if len(args) < 2 || args[len(args)-1] == "--generate-bash-completion" {
		return args, nil
	}
	command := app.Command(args[1])
	if command == nil {
		_, err := takesValue(app.Name, []cli.Flag{cli.HelpFlag, cli.VersionFlag}, args[1])
		return args, err
	}
	flags, rest := args[:2:2], args[2:]
	var paths []string
	for len(rest) > 0 {
		arg := rest[0]
		rest = rest[1:]
		if arg == "--" {
			paths, rest = append(paths, rest...), nil
			break
		}
		if !isFlag(arg) {
			paths = append(paths, arg)
			continue
		}
		takes, err := takesValue(command.Name, append(command.Flags, cli.HelpFlag), arg)
		if err != nil {
			return nil, err
		}
		if isHelp(arg) {
			return []string{args[0], args[1], arg}, nil // cli takes a path beside it for a topic
		}
		flags = append(flags, arg)
		if takes && !strings.Contains(arg, "=") {
			if len(rest) == 0 {
				return nil, misused("see: handout help "+command.Name, "the flag %s needs a value", arg)
			}
			flags, rest = append(flags, rest[0]), rest[1:]
		}
	}
	return slices.Concat(flags, []string{"--"}, paths), nil
}

func isFlag(arg string) bool { return strings.HasPrefix(arg, "-") && arg != build.Std }

func isHelp(arg string) bool {
	return slices.Contains(cli.HelpFlag.Names(), strings.TrimLeft(arg, "-"))
}

// takesValue reports whether the flag is followed by its value. It is an error
// when the command has no such flag.
func takesValue(command string, flags []cli.Flag, arg string) (bool, error) {
	if !isFlag(arg) {
		return false, nil
	}
	arg, _, _ = strings.Cut(arg, "=")
	name := strings.TrimLeft(arg, "-")
	var names []string
	for _, f := range flags {
		if slices.Contains(f.Names(), name) {
			return f.(cli.DocGenerationFlag).TakesValue(), nil
		}
		names = append(names, f.Names()[0])
	}
	hint := "see: handout help"
	if command != programName {
		hint += " " + command
	}
	if near := decode.Nearest(name, names); near != "" {
		hint = "did you mean --" + near + "?"
	}
	return false, misused(hint, "%s has no flag %s", command, arg)
}

// noCommand answers a command line that names no command of ours.
func noCommand(app *cli.App, name string) error {
	if name == "" {
		cli.HelpPrinter(app.ErrWriter, appHelp, app)
		return cli.Exit("", int(build.Misused))
	}
	hint := "handout help lists the commands"
	var names []string
	for _, command := range app.Commands {
		names = append(names, command.Name)
	}
	if _, err := os.Stat(name); err == nil || isArticle(name) {
		hint = "to build it: handout build " + shellWord(name)
	} else if near := decode.Nearest(name, names); near != "" {
		hint = fmt.Sprintf("did you mean %q? %s", near, hint)
	}
	return misused(hint, "there is no command %q", name)
}

func emit(w io.Writer, result []byte) error {
	if _, err := w.Write(result); err != nil {
		return unwritable(err)
	}
	return nil
}

func newArticle(c *cli.Context) error {
	if c.NArg() != 1 {
		return misused("as in: handout new handouts/my-topic (a name with spaces needs quotes)", "new needs one name")
	}
	if c.Bool("brand") {
		return newBrand(c)
	}
	path := c.Args().First()
	if base := filepath.Base(path + ".yaml"); path == build.Std || base == ".yaml" || base == "..yaml" || base == "...yaml" {
		return misused("as in: handout new handouts/my-topic", "%q is no name for an article", path)
	}
	if !isArticle(path) {
		path += ".yaml"
	}
	text := article.Starter()
	if from := c.String("from"); c.IsSet("from") {
		var ok bool
		if text, ok = handouts.Example(from); !ok {
			return misused("the examples are "+strings.Join(handouts.Names(), ", "), "there is no example %q", from)
		}
	}
	if err := build.Create(path, text); err != nil {
		return err
	}
	fmt.Fprintf(c.App.ErrWriter, "Edit it, then run: handout build %s\n", shellWord(path))
	return emit(c.App.Writer, []byte(path+"\n"))
}

// isArticle reports whether a file is called as an article is.
func isArticle(path string) bool {
	ext := filepath.Ext(path)
	return ext == ".yaml" || ext == ".yml"
}

// shellWord returns path as it is typed in a shell: in the quotation marks that
// most of them know, or in those that keep a $ from being read.
func shellWord(path string) string {
	switch {
	case strings.ContainsAny(path, "$`\"*?[]{}!#~&;|<>()") && !strings.Contains(path, "'"):
		return "'" + path + "'"
	case strings.ContainsAny(path, " '"):
		return strconv.Quote(path)
	}
	return path
}

func completionCommand() *cli.Command {
	return &cli.Command{
		Name:      "completion",
		Usage:     "print a script that completes commands in your shell",
		UsageText: "handout completion SHELL",
		Description: `Prints a script for bash, zsh, fish or powershell.

Examples:
  handout completion bash > ~/.local/share/bash-completion/completions/handout
  handout completion zsh > "${fpath[1]}/_handout"
  handout completion fish > ~/.config/fish/completions/handout.fish
  handout completion powershell >> $PROFILE`,
		CustomHelpTemplate: commandHelp,
		HideHelpCommand:    true,
		BashComplete:       func(c *cli.Context) { fmt.Fprintln(c.App.Writer, "bash\nzsh\nfish\npowershell") },
		Action: func(c *cli.Context) error {
			script, ok := completions[c.Args().First()]
			if !ok || c.NArg() != 1 {
				return misused("bash, zsh, fish or powershell", "completion needs the name of a shell")
			}
			return emit(c.App.Writer, []byte(script))
		},
	}
}

// completions asks the program itself what may follow, and offers files where
// it says nothing.
var completions = map[string]string{
	"bash": `_handout() {
	local IFS=$'\n' cur=${COMP_WORDS[COMP_CWORD]}
	local words=("${COMP_WORDS[@]:1:COMP_CWORD-1}")
	[[ $cur == -* ]] && words+=(-)
	COMPREPLY=($(compgen -W "$(handout "${words[@]}" --generate-bash-completion 2>/dev/null)" -- "$cur"))
}
complete -o bashdefault -o default -F _handout handout
`,
	"zsh": `#compdef handout
_handout() {
	local -a opts args
	args=(${words[2,CURRENT-1]})
	[[ ${words[CURRENT]} == -* ]] && args+=(-)
	opts=(${(f)"$(handout $args --generate-bash-completion 2>/dev/null)"})
	(( $#opts )) && compadd -- $opts || _files
}
if [[ $funcstack[1] == _handout ]]; then _handout "$@"; else compdef _handout handout; fi
`,
	"fish": `complete -c handout -a '(handout (commandline -opc)[2..] (commandline -ct | string match -r -- "^-") --generate-bash-completion 2>/dev/null)'
`,
	"powershell": `Register-ArgumentCompleter -Native -CommandName handout -ScriptBlock {
	param($word, $line, $cursor)
	$words = @($line.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
	if ($word) { $words = @($words | Select-Object -SkipLast 1) }
	if ($word -like '-*') { $words += '-' }
	handout @words --generate-bash-completion 2>$null | Where-Object { $_ -like "$word*" } |
		ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
`,
}

// misused returns the error of a command line that makes no sense.
func misused(hint, format string, args ...any) *build.Error {
	return &build.Error{Outcome: build.Misused, Diagnostic: diag.Diagnostic{Message: fmt.Sprintf(format, args...), Hint: hint}}
}
