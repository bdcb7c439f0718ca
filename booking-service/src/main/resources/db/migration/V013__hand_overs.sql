-- What was noted at a hand-over is forgotten after a while.
create index handover_to_forget on handover (at) where note is not null or photo is not null;
