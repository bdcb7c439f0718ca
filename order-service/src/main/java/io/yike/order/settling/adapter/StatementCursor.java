package io.yike.order.settling.adapter;

import io.yike.kit.page.Cursor;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.payments.ledger.StatementPage.Position;

/// Where a page of a statement ended: the journal, and the line in it.
final class StatementCursor {

    private StatementCursor() {}

    static String encode(Position end) {
        return new Cursor(end.postedAt(), end.journalId()).encode() + "." + end.line();
    }

    static Position parse(String cursor) {
        int dot = cursor.indexOf('.');
        if (dot < 0 || !cursor.substring(dot + 1).matches("[0-9]{1,9}")) {
            throw new ProblemException(Problem.invalidCursor());
        }
        Cursor journal = Cursor.parse(cursor.substring(0, dot));
        return new Position(journal.at(), journal.id(), Integer.parseInt(cursor.substring(dot + 1)));
    }
}
