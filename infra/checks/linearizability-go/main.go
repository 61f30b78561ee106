// Command linearizability checks what processes were asked and answered while they were being killed: whether there is an
// order of all operations, each at some moment between its call and its answer, in which one ledger would have given every
// one of these answers (Herlihy and Wing, 1990). The order is searched for by Porcupine.
package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"sort"
	"time"

	"github.com/anishathalye/porcupine"
)

// A statement's index in the ledger, -1 where it is not recorded, and what it takes of which lot; -1 for none.
type statement struct {
	Index     int `json:"index"`
	Lot       int `json:"lot"`
	Kilograms int `json:"kilograms"`
}

// What a client asked, and what it was answered: recorded, refused, unknown, or nothing.
type operation struct {
	Client    int    `json:"client"`
	Statement int    `json:"statement"`
	Call      int64  `json:"call"`
	Return    int64  `json:"return"`
	Outcome   string `json:"outcome"`
	Index     int    `json:"index"`
}

type history struct {
	LotKilograms int         `json:"lotKilograms"`
	Statements   []statement `json:"statements"`
	Operations   []operation `json:"operations"`
}

// A ledger of which only the length changes: the entries are those that it has in the end, in their order.
type ledger struct {
	indexes []int   // the index of each entry that a client asked for
	left    [][]int // for each length, the kilograms that each lot has left
}

func newLedger(h history) ledger {
	recorded := []statement{}
	lots := 0
	for _, s := range h.Statements {
		if s.Index >= 0 {
			recorded = append(recorded, s)
		}
		lots = max(lots, s.Lot+1)
	}
	sort.Slice(recorded, func(i, j int) bool { return recorded[i].Index < recorded[j].Index })
	now := make([]int, lots)
	for i := range now {
		now[i] = h.LotKilograms
	}
	l := ledger{left: [][]int{append([]int{}, now...)}}
	for _, s := range recorded {
		if s.Lot >= 0 {
			now[s.Lot] -= s.Kilograms
		}
		l.indexes = append(l.indexes, s.Index)
		l.left = append(l.left, append([]int{}, now...))
	}
	return l
}

func (l ledger) model(statements []statement) porcupine.Model {
	return porcupine.Model{
		Init: func() any { return 0 },
		Step: func(state, input, output any) (bool, any) {
			length, op := state.(int), output.(operation)
			s := statements[input.(int)]
			if op.Outcome == "refused" {
				isRecorded := s.Index >= 0 && (length == len(l.indexes) || s.Index < l.indexes[length])
				return !isRecorded && s.Lot >= 0 && l.left[length][s.Lot] < s.Kilograms, length
			}
			if length < len(l.indexes) && op.Index == l.indexes[length] {
				return s.Index == op.Index, length + 1
			}
			isRepeat := s.Index == op.Index && (length == len(l.indexes) || op.Index < l.indexes[length])
			return isRepeat, length
		},
		DescribeOperation: func(input, output any) string { return fmt.Sprintf("%v -> %v", input, output) },
	}
}

func check(h history) (porcupine.CheckResult, int) {
	operations := []porcupine.Operation{}
	for _, op := range h.Operations {
		if op.Outcome != "recorded" && op.Outcome != "refused" {
			// Nobody heard what became of it. If it was recorded, that was at some moment after the call; if it was not,
			// it changed nothing.
			if op.Index = h.Statements[op.Statement].Index; op.Index < 0 {
				continue
			}
			op.Outcome, op.Return = "recorded", math.MaxInt64
		}
		operations = append(operations, porcupine.Operation{
			ClientId: op.Client, Input: op.Statement, Call: op.Call, Output: op, Return: op.Return,
		})
	}
	model := newLedger(h).model(h.Statements)
	return porcupine.CheckOperationsTimeout(model, operations, 2*time.Minute), len(operations)
}

func main() {
	failed := false
	for _, path := range os.Args[1:] {
		bytes, err := os.ReadFile(path)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		var h history
		if err := json.Unmarshal(bytes, &h); err != nil {
			fmt.Fprintln(os.Stderr, path+":", err)
			os.Exit(1)
		}
		result, count := check(h)
		fmt.Printf("%s: %d operations: %s\n", path, count, describe(result))
		failed = failed || result != porcupine.Ok
	}
	if failed {
		os.Exit(1)
	}
}

func describe(result porcupine.CheckResult) string {
	switch result {
	case porcupine.Ok:
		return "linearizable"
	case porcupine.Illegal:
		return "NOT linearizable"
	default:
		return "not decided in time"
	}
}
