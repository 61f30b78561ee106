package main

import (
	"testing"

	"github.com/anishathalye/porcupine"
)

// A lot of 10 kg; a takes 6, b takes 6, c takes nothing.
func given(a, c int, operations ...operation) history {
	return history{
		LotKilograms: 10,
		Statements:   []statement{{a, 0, 6}, {-1, 0, 6}, {c, -1, 0}},
		Operations:   operations,
	}
}

func expect(t *testing.T, want porcupine.CheckResult, h history) {
	t.Helper()
	if result, _ := check(h); result != want {
		t.Errorf("%v, not %v", result, want)
	}
}

func TestAnOrderThatFitsIsFound(t *testing.T) {
	expect(t, porcupine.Ok, given(5, 6,
		operation{0, 2, 0, 90, "recorded", 6},
		operation{1, 1, 10, 80, "refused", 0},
		operation{2, 0, 20, 70, "recorded", 5},
		operation{2, 0, 91, 95, "recorded", 5}))
}

func TestARefusalBeforeItsReasonIsFound(t *testing.T) {
	expect(t, porcupine.Illegal, given(5, 6,
		operation{1, 1, 10, 15, "refused", 0},
		operation{2, 0, 20, 70, "recorded", 5}))
}

func TestAnIndexBeforeOneThatWasAnsweredEarlierIsFound(t *testing.T) {
	expect(t, porcupine.Illegal, given(5, 6,
		operation{0, 2, 0, 10, "recorded", 6},
		operation{2, 0, 20, 70, "recorded", 5}))
}

func TestAnIndexThatIsAnothersIsFound(t *testing.T) {
	expect(t, porcupine.Illegal, given(5, 6,
		operation{2, 0, 20, 70, "recorded", 6}))
}

func TestARefusalOfWhatIsRecordedIsFound(t *testing.T) {
	expect(t, porcupine.Illegal, given(5, 6,
		operation{2, 0, 20, 70, "recorded", 5},
		operation{2, 0, 80, 90, "refused", 0}))
}

func TestWhatWasNotAnsweredMayHaveHappenedAtAnyTimeAfterIt(t *testing.T) {
	expect(t, porcupine.Ok, given(5, 6,
		operation{Client: 2, Statement: 0, Call: 0},
		operation{1, 1, 10, 15, "refused", 0},
		operation{0, 2, 20, 30, "recorded", 6}))
	expect(t, porcupine.Illegal, given(5, 6,
		operation{0, 2, 20, 30, "recorded", 6},
		operation{Client: 2, Statement: 0, Call: 40}))
}
