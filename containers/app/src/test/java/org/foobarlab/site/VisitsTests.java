package org.foobarlab.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisitsTests {

    private final Visits visits = new Visits();

    @Test
    void forgetsWhoHasNotComeForTheLongest() {
        String faithful = visits.newVisitor();
        String once = visits.newVisitor();
        visits.count(faithful);
        visits.count(once);
        for (int i = 0; i < Visits.REMEMBERED; i++) {
            visits.count(visits.newVisitor());
            visits.count(faithful);
        }

        assertThat(visits.count(faithful)).isEqualTo(Visits.REMEMBERED + 2);
        assertThat(visits.count(once)).isEqualTo(1);
    }

    @Test
    void knowsOnlyNamesOfItsOwnMaking() {
        String name = visits.newVisitor();

        assertThat(Visits.visitor("a=b; visitor=" + name)).contains(name);
        assertThat(Visits.visitor("visitor=\"" + name + "\"; a=b")).contains(name);
        assertThat(Visits.visitor("othervisitor=" + name)).isEmpty();
        assertThat(Visits.visitor("visitor=" + name + "0")).isEmpty();
        assertThat(Visits.visitor(null)).isEmpty();
    }
}
