// Package token cuts texts into what a full-text index keeps, and questions into what it is asked. It decides that any two
// neighbouring Chinese characters can be found, that one character can, that words of letters are found from their
// beginning, and that width, case and Traditional or Simplified do not matter. It refuses to know any index, any message
// and who may read it.
package token
