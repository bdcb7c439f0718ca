package io.yike.local.check;

import io.yike.local.InvariantCheck.Harm;
import java.util.List;
import java.util.stream.Stream;

/// The rules that one database can be asked about.
final class Rules {

    private static final String ORDER = "order-service";
    private static final String STORE = "store-service";
    private static final String DISPATCH = "dispatch-service";
    private static final String BOOKING = "booking-service";
    private static final String RECYCLING = "recycling-service";

    private Rules() {}

    static List<Rule> all() {
        return Stream.of(
                        orders(),
                        stock(),
                        oneAtATime(),
                        bookings(),
                        credit(),
                        collecting(),
                        money(),
                        events(),
                        deadlines())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Rule> orders() {
        return List.of(
                new Rule(
                        1,
                        Harm.CONTRADICTED,
                        "An order that has ended is told to have ended once, and as what it is",
                        ORDER,
                        "select count(*) from orders where ended_at is not null",
                        """
                        select 'order ' || orders.id || ' is ' || orders.state || ', its timeline says '
                               || coalesce(string_agg(entry.type, ', ' order by entry.sequence), 'nothing')
                          from orders
                          left join timeline_entry entry
                            on entry.order_id = orders.id
                           and entry.type in ('order.completed', 'order.cancelled', 'order.unfulfilled', 'order.returned')
                         where orders.ended_at is not null
                         group by orders.id, orders.state
                        having count(entry.type) <> 1 or min(entry.type) <> 'order.' || orders.state"""),
                new Rule(
                        1,
                        Harm.CONTRADICTED,
                        "An order that has not ended has not been told to have ended",
                        ORDER,
                        "select count(*) from orders where ended_at is null",
                        """
                        select 'order ' || orders.id || ' is ' || orders.state || ', its timeline says ' || entry.type
                          from orders join timeline_entry entry on entry.order_id = orders.id
                         where orders.ended_at is null
                           and entry.type in ('order.completed', 'order.cancelled', 'order.unfulfilled', 'order.returned')"""),
                new Rule(
                        1,
                        Harm.LOST,
                        "A timeline counts from 1 without a gap",
                        ORDER,
                        "select count(*) from timeline_entry",
                        """
                        select 'order ' || order_id || ' has ' || count(*) || ' entries up to ' || max(sequence)
                          from timeline_entry
                         group by order_id having count(*) <> max(sequence)"""),
                new Rule(1, Harm.LOST, "A key that was answered with an order has it", ORDER, """
                        select count(*) from idempotency_key where operation = 'placeOrder' and status = 201""", """
                        select 'key ' || kept.key || ' of ' || kept.client || ' was answered with order '
                               || (kept.body::jsonb ->> 'orderId') || ', and there is none'
                          from idempotency_key kept
                         where kept.operation = 'placeOrder' and kept.status = 201
                           and not exists (
                               select from orders where orders.id = (kept.body::jsonb ->> 'orderId')::uuid)"""),
                new Rule(1, Harm.DOUBLED, "An order was placed under one key", ORDER, """
                        select count(*) from orders where placed_at > now() - interval '23 hours'""", """
                        with kept as (
                            select (body::jsonb ->> 'orderId')::uuid as order_id
                              from idempotency_key where operation = 'placeOrder' and status = 201)
                        select 'order ' || orders.id || ' was placed under ' || count(kept.order_id) || ' keys'
                          from orders left join kept on kept.order_id = orders.id
                         where orders.placed_at > now() - interval '23 hours'
                         group by orders.id having count(kept.order_id) <> 1"""));
    }

    private static List<Rule> stock() {
        return List.of(
                new Rule(
                        2,
                        Harm.OVERSOLD,
                        "No more is reserved than is on hand",
                        STORE,
                        "select count(*) from item",
                        """
                        select 'item ' || sku || ' of store ' || store_id || ': ' || reserved || ' of ' || on_hand
                          from item where reserved > on_hand or reserved < 0"""),
                new Rule(
                        2,
                        Harm.OVERSOLD,
                        "What an item has reserved is what orders hold of it",
                        STORE,
                        "select count(*) from item where reserved > 0",
                        """
                        select 'item ' || item.sku || ' of store ' || item.store_id || ': ' || item.reserved
                               || ' reserved, orders hold ' || coalesce(sum(reservation.quantity), 0)
                          from item
                          left join reservation on reservation.store_id = item.store_id and reservation.sku = item.sku
                         group by item.store_id, item.sku, item.reserved
                        having item.reserved <> coalesce(sum(reservation.quantity), 0)"""),
                new Rule(
                        2,
                        Harm.STUCK,
                        "An order that is over holds no stock",
                        STORE,
                        "select count(*) from routing where state in ('completed', 'failed', 'released')",
                        """
                        select 'order ' || routing.order_id || ' is ' || routing.state || ' and holds ' || reservation.sku
                          from routing join reservation on reservation.order_id = routing.order_id
                         where routing.state in ('completed', 'failed', 'released')"""),
                new Rule(
                        2,
                        Harm.OVERSOLD,
                        "What an order holds, it holds at the store that has it",
                        STORE,
                        "select count(*) from reservation",
                        """
                        select 'order ' || routing.order_id || ' is at store ' || coalesce(routing.store_id::text, 'none')
                               || ' and holds ' || reservation.sku || ' at store ' || reservation.store_id
                          from routing join reservation on reservation.order_id = routing.order_id
                         where reservation.store_id is distinct from routing.store_id"""),
                new Rule(
                        2,
                        Harm.OVERSOLD,
                        "A completed order has sold what it was accepted with, once",
                        STORE,
                        "select count(*) from stock_movement where kind = 'sold'",
                        """
                        with sold as (
                            select order_id, sku, -sum(delta) as pieces
                              from stock_movement where kind = 'sold' group by order_id, sku),
                        accepted as (
                            select offer.order_id, line ->> 'sku' as sku, sum((line ->> 'quantity')::int) as pieces
                              from offer join routing on routing.order_id = offer.order_id,
                                   jsonb_array_elements(coalesce(offer.accepted_lines, offer.lines)) line
                             where offer.state = 'completed' and routing.kind = 'routed'
                               and (line ->> 'quantity')::int > 0
                             group by offer.order_id, line ->> 'sku')
                        select 'order ' || accepted.order_id || ' took ' || accepted.pieces || ' of ' || accepted.sku
                               || ', sold were ' || coalesce(sold.pieces, 0)
                          from accepted
                          left join sold on sold.order_id = accepted.order_id and sold.sku = accepted.sku
                         where sold.pieces is distinct from accepted.pieces"""));
    }

    private static List<Rule> oneAtATime() {
        return List.of(
                new Rule(
                        3,
                        Harm.DOUBLED,
                        "An order is with one store at most",
                        STORE,
                        "select count(*) from offer",
                        """
                        select 'order ' || order_id || ' is with ' || count(*) || ' stores'
                          from offer where state in ('open', 'accepted', 'ready', 'completed')
                         group by order_id having count(*) > 1"""),
                new Rule(
                        3,
                        Harm.DOUBLED,
                        "An order knows of one acceptance at most",
                        ORDER,
                        "select count(*) from routing_attempt",
                        """
                        select 'order ' || order_id || ' was accepted ' || count(*) || ' times'
                          from routing_attempt where answer = 'accepted'
                         group by order_id having count(*) > 1"""),
                new Rule(
                        3,
                        Harm.CONTRADICTED,
                        "A delivery that is under way is in one slot, of its own courier",
                        DISPATCH,
                        "select count(*) from delivery",
                        """
                        select 'delivery ' || delivery.delivery_id || ' (' || delivery.state || ') is in '
                               || count(slot.delivery_id) || ' slots'
                          from delivery
                          left join courier_slot slot
                            on slot.delivery_id = delivery.delivery_id and slot.courier_id = delivery.courier_id
                         where delivery.state in ('assigned', 'at_pickup', 'picked_up', 'at_dropoff', 'returning')
                         group by delivery.delivery_id, delivery.state having count(slot.delivery_id) <> 1"""),
                new Rule(
                        3,
                        Harm.STUCK,
                        "A delivery that is over is in no slot",
                        DISPATCH,
                        "select count(*) from courier_slot where delivery_id is not null",
                        """
                        select 'delivery ' || delivery.delivery_id || ' is ' || delivery.state || ' and still with courier '
                               || slot.courier_id
                          from delivery join courier_slot slot on slot.delivery_id = delivery.delivery_id
                         where delivery.state in ('delivered', 'returned', 'cancelled')"""),
                new Rule(
                        3,
                        Harm.DOUBLED,
                        "A delivery is offered to one courier at a time",
                        DISPATCH,
                        "select count(*) from courier_offer",
                        """
                        select 'delivery ' || delivery_id || ' is offered to ' || count(*) || ' couriers'
                          from courier_offer where state = 'open' group by delivery_id having count(*) > 1"""),
                new Rule(
                        3,
                        Harm.DOUBLED,
                        "A delivery was taken as often as it was given",
                        DISPATCH,
                        "select count(*) from courier_offer where state = 'accepted'",
                        """
                        select 'delivery ' || delivery.delivery_id || ' was given ' || delivery.attempt || ' times and taken '
                               || count(offer.offer_id)
                          from delivery
                          left join courier_offer offer
                            on offer.delivery_id = delivery.delivery_id and offer.state = 'accepted'
                         group by delivery.delivery_id, delivery.attempt
                        having count(offer.offer_id) <> delivery.attempt"""));
    }

    private static List<Rule> bookings() {
        return List.of(
                new Rule(
                        4,
                        Harm.DOUBLED,
                        "Nobody else has booked the same room or unit at the same time",
                        BOOKING,
                        "select count(*) from claim where active",
                        """
                        select 'unit ' || one.unit_id || ' is booked by ' || one.booking_id || ' and ' || other.booking_id
                          from claim one
                          join claim other on other.unit_id = one.unit_id and other.id > one.id
                                          and other.blocked && one.blocked
                         where one.active and other.active"""),
                new Rule(
                        4,
                        Harm.CONTRADICTED,
                        "What is booked is claimed, and nothing else is",
                        BOOKING,
                        "select count(*) from booking_line",
                        """
                        select 'booking ' || booking.id || ' is ' || booking.state || ' with ' || line.quantity
                               || ' of ' || line.resource_id || ', claimed are ' || count(claim.id)
                          from booking
                          join booking_line line on line.booking_id = booking.id
                          left join claim on claim.booking_id = line.booking_id and claim.line = line.line and claim.active
                          left join unit on unit.id = claim.unit_id
                          join resource on resource.id = line.resource_id
                         group by booking.id, booking.state, line.quantity, line.resource_id, resource.kind
                        having case when booking.state in ('held', 'requested', 'confirmed', 'in_use', 'overdue')
                                    then count(claim.id) = 0 or resource.kind = 'items' and count(claim.id) <> line.quantity
                                    else count(claim.id) > 0 end"""),
                new Rule(
                        7,
                        Harm.STUCK,
                        "Every hold on a room or a tool ends",
                        BOOKING,
                        "select count(*) from booking where held_until is not null",
                        """
                        select 'booking ' || id || ' is ' || state || ' until ' || held_until
                          from booking where held_until < now() - interval '30 seconds'"""),
                new Rule(4, Harm.DOUBLED, "No cell is held twice", BOOKING, "select count(*) from cell_hold", """
                        select 'cell ' || cell_id || ' is held ' || count(*) || ' times'
                          from cell_hold where state <> 'released' group by cell_id having count(*) > 1"""),
                new Rule(
                        7,
                        Harm.STUCK,
                        "Every hold on a cell ends",
                        BOOKING,
                        "select count(*) from cell_hold where state <> 'released'",
                        """
                        select 'hold ' || id || ' is ' || state || ' until ' || ends_at
                          from cell_hold where ends_at < now() - interval '30 seconds'
                        union all
                        select 'hold ' || id || ' is ' || state || ', and nothing ends it'
                          from cell_hold
                         where state <> 'released'
                           and not exists (
                               select from deadline where kind = 'cell-hold-end' and deadline.id = cell_hold.id::text)"""),
                new Rule(
                        4,
                        Harm.CONTRADICTED,
                        "No lot that has expired by its calendar has gone out",
                        BOOKING,
                        "select count(*) from dispensed",
                        """
                        select 'lot ' || lot.id || ' expired on ' || lot.expires_on || ' and went out on ' || dispensing.day
                          from dispensed
                          join lot on lot.id = dispensed.lot_id
                          join dispensing on dispensing.id = dispensed.dispensing_id
                         where lot.expires_on <= dispensing.day"""),
                new Rule(
                        4,
                        Harm.OVERSOLD,
                        "Of a lot there is what came in, less what went out",
                        BOOKING,
                        "select count(*) from lot",
                        """
                        select 'lot ' || lot.id || ' has ' || lot.remaining || ' of ' || lot.received || ', gone are '
                               || coalesce(sum(dispensed.quantity), 0)
                          from lot left join dispensed on dispensed.lot_id = lot.id
                         group by lot.id
                        having lot.remaining <> lot.received - coalesce(sum(dispensed.quantity), 0)"""),
                new Rule(
                        4,
                        Harm.CONTRADICTED,
                        "Whoever has a unit has booked it",
                        BOOKING,
                        "select count(*) from possession",
                        """
                        select 'unit ' || possession.unit_id || ' is with booking ' || booking.id || ', which is '
                               || booking.state
                          from possession join booking on booking.id = possession.booking_id
                         where booking.state not in ('in_use', 'overdue')"""),
                new Rule(
                        4,
                        Harm.CONTRADICTED,
                        "Nobody is passed over in the waiting line",
                        BOOKING,
                        "select count(*) from waiting",
                        """
                        select 'waiting ' || passed.id || ' came before ' || served.id || ' for the same time'
                          from waiting served
                          join waiting passed on passed.resource_id = served.resource_id and passed.during = served.during
                                             and passed.quantity <= served.quantity and passed.id < served.id
                         where served.state in ('offered', 'taken') and passed.state = 'waiting'"""));
    }

    private static List<Rule> credit() {
        return List.of(
                new Rule(
                        4,
                        Harm.CONTRADICTED,
                        "The books of credit sum to zero, journal by journal",
                        RECYCLING,
                        "select count(*) from ledger_entry",
                        """
                        select 'journal ' || journal_id || ' sums to ' || sum(amount) || ' ' || currency
                          from ledger_entry group by journal_id, currency having sum(amount) <> 0"""),
                new Rule(
                        4,
                        Harm.CONTRADICTED,
                        "What a resident is owed is the sum of the entries, and never negative",
                        RECYCLING,
                        "select count(*) from credit_balance",
                        """
                        select coalesce(balance.party, entries.party) || ' is owed ' || coalesce(balance.amount, 0)
                               || ', the entries say ' || coalesce(entries.amount, 0)
                          from credit_balance balance
                          full join (
                              select party, code, currency, sum(amount) as amount from ledger_entry
                               where party like 'resident:%' group by party, code, currency) entries
                            on entries.party = balance.party and entries.code = balance.code
                           and entries.currency = balance.currency
                         where coalesce(balance.amount, 0) <> coalesce(entries.amount, 0) or balance.amount < 0"""),
                new Rule(
                        4,
                        Harm.DOUBLED,
                        "Every weigh-in is in the books once",
                        RECYCLING,
                        "select count(*) from weigh_in",
                        """
                        select 'weigh-in ' || weigh_in.weigh_in_id || ' is in ' || count(journal.id) || ' journals'
                          from weigh_in
                          left join ledger_journal journal
                            on journal.reference = weigh_in.weigh_in_id::text
                           and journal.kind in ('weigh_in_credited', 'weigh_in_held')
                         where weigh_in.credited > 0
                         group by weigh_in.weigh_in_id having count(journal.id) <> 1"""),
                new Rule(
                        7,
                        Harm.STUCK,
                        "Every code at a bin ends",
                        RECYCLING,
                        "select count(*) from drop_off where state in ('awaiting', 'opened')",
                        """
                        select 'drop-off ' || drop_off_id || ' is awaiting since ' || created_at
                          from drop_off where state = 'awaiting' and expires_at < now() - interval '30 seconds'"""));
    }

    private static List<Rule> collecting() {
        return List.of(
                new Rule(
                        7,
                        Harm.STUCK,
                        "Every held slot of a pickup ends",
                        RECYCLING,
                        "select count(*) from pickup",
                        """
                        select 'pickup ' || pickup_id || ' was held until ' || held_until
                          from pickup where state = 'held' and held_until < now() - interval '30 seconds'"""),
                new Rule(
                        4,
                        Harm.OVERSOLD,
                        "A slot is taken as often as pickups are in it",
                        RECYCLING,
                        "select count(*) from pickup_slot",
                        """
                        select 'slot ' || slot.slot_id || ' is taken ' || slot.taken || ' times, by '
                               || count(pickup.pickup_id) || ' pickups'
                          from pickup_slot slot
                          left join pickup
                            on pickup.slot_id = slot.slot_id and pickup.state not in ('cancelled', 'expired')
                         group by slot.slot_id having slot.taken <> count(pickup.pickup_id)"""),
                new Rule(
                        3,
                        Harm.DOUBLED,
                        "A job is on one route, and only while it is to be done",
                        RECYCLING,
                        "select count(*) from stop",
                        """
                        select 'job ' || job.job_id || ' is ' || job.state || ', and on ' || count(*) || ' routes'
                          from stop join collection_job job on job.job_id = stop.job_id
                         where stop.state in ('planned', 'arrived')
                         group by job.job_id, job.state having count(*) > 1 or job.state <> 'open'"""),
                new Rule(
                        4,
                        Harm.CONTRADICTED,
                        "Whoever has waste has what was handed to them, less what they handed on",
                        RECYCLING,
                        "select count(*) from custody_entry",
                        """
                        select coalesce(holder.kind || ' ' || holder.id, stock.holder_kind || ' ' || stock.holder_id)
                               || ' has ' || coalesce(stock.grams, 0) || ' g of '
                               || coalesce(holder.stream, stock.stream) || ', by the entries '
                               || coalesce(holder.grams, 0)
                          from (select kind, id, stream, sum(grams) as grams
                                  from (select taker_kind as kind, taker_id as id, stream, accepted_grams as grams
                                          from custody_entry
                                        union all
                                        select giver_kind, giver_id, stream, -accepted_grams from custody_entry) entry
                                 where kind in ('crew', 'depot', 'plant') group by kind, id, stream) holder
                          full join custody_stock stock
                            on stock.holder_kind = holder.kind and stock.holder_id = holder.id
                           and stock.stream = holder.stream
                         where coalesce(stock.grams, 0) is distinct from coalesce(holder.grams, 0)"""),
                new Rule(
                        4,
                        Harm.CONTRADICTED,
                        "What is reserved of a resident's credit is held for orders that have not ended",
                        RECYCLING,
                        "select count(*) from order_credit",
                        """
                        select coalesce(held.party, balance.party) || ' has ' || coalesce(balance.amount, 0)
                               || ' reserved, for orders ' || coalesce(held.amount, 0)
                          from (select 'resident:' || resident_id as party, currency, sum(held) as amount
                                  from order_credit where state = 'held' group by resident_id, currency) held
                          full join (select party, currency, amount from credit_balance where code = 'reserved') balance
                            on balance.party = held.party and balance.currency = held.currency
                         where coalesce(balance.amount, 0) <> coalesce(held.amount, 0)"""));
    }

    private static List<Rule> money() {
        return List.of(
                new Rule(
                        1,
                        Harm.CONTRADICTED,
                        "The books sum to zero, journal by journal",
                        ORDER,
                        "select count(*) from ledger_entry",
                        """
                        select 'journal ' || journal_id || ' sums to ' || sum(amount) || ' ' || currency
                          from ledger_entry group by journal_id, currency having sum(amount) <> 0"""),
                new Rule(
                        1,
                        Harm.DOUBLED,
                        "No more is captured than was authorised",
                        ORDER,
                        "select count(*) from payment",
                        """
                        select 'order ' || order_id || ': ' || moved || ' of ' || amount
                          from payment where moved > amount"""),
                new Rule(1, Harm.STUCK, "Of an order that has ended no money is held back", ORDER, """
                        select count(*) from payment join orders on orders.id = payment.order_id
                         where orders.ended_at is not null and payment.method in ('provider', 'credit')""", """
                        select 'order ' || orders.id || ' is ' || orders.state || ', its payment ' || payment.state
                          from payment join orders on orders.id = payment.order_id
                         where orders.ended_at is not null and payment.method in ('provider', 'credit')
                           and payment.state in ('pending', 'authorised', 'capturing', 'doubtful', 'releasing', 'capture_refused')"""));
    }

    private static List<Rule> events() {
        return Stream.of(ORDER, STORE, DISPATCH, BOOKING, RECYCLING)
                .flatMap(service -> Stream.of(
                        new Rule(
                                5,
                                Harm.STUCK,
                                "Every event of " + service + " is published",
                                service,
                                "select count(*) from outbox_event",
                                """
                                select type || ' of ' || subject || ' waits since ' || occurred_at
                                       || coalesce(': ' || last_error, '')
                                  from outbox_event"""),
                        new Rule(
                                5,
                                Harm.DOUBLED,
                                "Every event has its effect once in " + service,
                                service,
                                "select count(*) from inbox_event",
                                """
                                select type || ' of ' || subject || ', number ' || sequence || ', was taken in '
                                       || count(*) || ' times'
                                  from inbox_event group by source, subject, type, sequence having count(*) > 1"""),
                        new Rule(
                                5,
                                Harm.STUCK,
                                "No event waits for another one in " + service,
                                service,
                                "select count(*) from parked_event",
                                """
                                select type || ' waits for ' || waits_for || ' since ' || parked_at || ': ' || reason
                                  from parked_event"""),
                        new Rule(
                                5,
                                Harm.LOST,
                                "No event was given up in " + service,
                                service,
                                "select count(*) from dead_letter",
                                """
                                select coalesce(type, 'message') || ' of ' || coalesce(subject, '?') || ': '
                                       || split_part(error, chr(10), 1)
                                  from dead_letter where replayed_at is null""")))
                .toList();
    }

    private static List<Rule> deadlines() {
        return Stream.of(ORDER, STORE, DISPATCH, BOOKING, RECYCLING)
                .map(service -> new Rule(
                        7,
                        Harm.STUCK,
                        "No deadline of " + service + " is overdue by more than 30 s",
                        service,
                        "select count(*) from deadline",
                        """
                        select kind || ' of ' || id || ' was due ' || due
                          from deadline where due < now() - interval '30 seconds'"""))
                .toList();
    }
}
