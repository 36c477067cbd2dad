/** Make a template repository of a lab that stands on its own. */
package org.foobarlab.export;
