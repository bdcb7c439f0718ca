package io.yike.booking.stowing.domain;

/// How large a cell is, the smallest first. The rank stands in the cell's row.
public enum CellSize {
    SMALL(1),
    MEDIUM(2),
    LARGE(3);

    private final int rank;

    CellSize(int rank) {
        this.rank = rank;
    }

    public int rank() {
        return rank;
    }

    public static CellSize ofRank(int rank) {
        return switch (rank) {
            case 1 -> SMALL;
            case 2 -> MEDIUM;
            case 3 -> LARGE;
            default -> throw new IllegalArgumentException("No size of a cell: " + rank);
        };
    }
}
