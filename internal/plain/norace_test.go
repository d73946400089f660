//go:build !race

package plain

// slower is how many times longer things take than they do for a user.
const slower = 1
