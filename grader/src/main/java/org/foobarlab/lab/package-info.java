/** What a lab says of itself: which files it reads, which checks it makes and what they are worth. */
package org.foobarlab.lab;
