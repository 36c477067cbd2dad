/** Get the text out of what people write in: plain text of any encoding, and the files of word processors. */
package org.foobarlab.document;
