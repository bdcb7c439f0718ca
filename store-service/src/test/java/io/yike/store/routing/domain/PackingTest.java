package io.yike.store.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.payments.Money;
import io.yike.store.routing.domain.LineChange.Substitute;
import io.yike.store.routing.domain.PackedLine.Outcome;
import io.yike.store.routing.domain.Packing.Packed;
import io.yike.store.routing.domain.Packing.Refused;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PackingTest {

    private static final OfferedLine MILK = new OfferedLine(1, "milk", "Milk", 2, yuan(13), yuan(12), true);
    private static final OfferedLine BREAD = new OfferedLine(2, "bread", "Bread", 1, yuan(9), yuan(8), false);
    private static final List<OfferedLine> LINES = List.of(MILK, BREAD);

    @Test
    void packsEverythingWhenNothingIsChanged() {
        assertThat(Packing.of(LINES, List.of(), Map.of()))
                .isEqualTo(new Packed(List.of(PackedLine.whole(MILK), PackedLine.whole(BREAD))));
    }

    @Test
    void reducesSubstitutesAndDropsWhatMayBeChanged() {
        assertThat(packed(change(1, 1, null)))
                .startsWith(new PackedLine(1, "milk", 1, Outcome.REDUCED, null, yuan(12)));
        assertThat(packed(change(1, 0, null)))
                .startsWith(new PackedLine(1, "milk", 0, Outcome.DROPPED, null, yuan(12)));
        assertThat(packed(change(1, 1, new Substitute("oat", 1))))
                .startsWith(
                        new PackedLine(1, "milk", 1, Outcome.REDUCED, null, yuan(12)),
                        new PackedLine(1, "oat", 1, Outcome.SUBSTITUTED, "milk", yuan(11)));
    }

    @Test
    void refusesToChangeALineTheBuyerWantsAsItIs() {
        assertThat(of(change(2, 0, null))).isEqualTo(new Refused(AnswerRefusal.CHANGE_NOT_PERMITTED, 0));
    }

    @Test
    void aSubstituteNeverCostsTheBuyerMoreThanWhatItReplaces() {
        assertThat(of(change(1, 1, new Substitute("oat", 2))))
                .isEqualTo(new Refused(AnswerRefusal.SUBSTITUTE_TOO_EXPENSIVE, 0));
        assertThat(of(change(1, 0, new Substitute("oat", 2)))).isInstanceOf(Packed.class);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(of(change(7, 1, null))).isEqualTo(new Refused(AnswerRefusal.LINE_UNKNOWN, 0));
        assertThat(of(change(1, 1, null), change(1, 0, null))).isEqualTo(new Refused(AnswerRefusal.LINE_UNKNOWN, 1));
        assertThat(of(change(1, 3, null))).isEqualTo(new Refused(AnswerRefusal.MORE_THAN_ORDERED, 0));
        assertThat(of(change(1, 2, new Substitute("gift", 1))))
                .isEqualTo(new Refused(AnswerRefusal.MORE_THAN_ORDERED, 0));
        assertThat(of(change(1, 0, new Substitute("milk", 2))))
                .isEqualTo(new Refused(AnswerRefusal.SUBSTITUTE_NOT_SELLABLE, 0));
        assertThat(of(change(1, 0, new Substitute("unknown", 1))))
                .isEqualTo(new Refused(AnswerRefusal.SUBSTITUTE_NOT_SELLABLE, 0));
        assertThat(Packing.of(List.of(MILK), List.of(change(1, 0, null)), Map.of()))
                .isEqualTo(new Refused(AnswerRefusal.NOTHING_ACCEPTED, 0));
    }

    private static Packing of(LineChange... changes) {
        return Packing.of(LINES, List.of(changes), Map.of("oat", yuan(11), "milk", yuan(12), "gift", yuan(0)));
    }

    private static List<PackedLine> packed(LineChange... changes) {
        return ((Packed) of(changes)).lines();
    }

    private static LineChange change(int line, int quantity, @Nullable Substitute substitute) {
        return new LineChange(line, quantity, substitute);
    }

    private static Money yuan(long yuan) {
        return new Money(yuan * 100, "CNY");
    }
}
