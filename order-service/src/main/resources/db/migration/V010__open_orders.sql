-- What an operator watches: the orders that have not ended, by status and age.
create index orders_open on orders (status, placed_at) where ended_at is null;
