/**
 * Grade a class: reads what platforms let an instructor download, grades several submissions at once, keeps every
 * result, and goes on where it stopped.
 */
package org.foobarlab.batch;
