package inbox

import (
	"testing"

	"go.uber.org/goleak"
)

// The database server that all tests share ends with the process.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("firstline/internal/testenv.(*process).keep"))
}
