/** What a student hands in, read into memory once, and laid over what the lab gives. */
package org.foobarlab.submission;
