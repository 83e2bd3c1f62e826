mod deadlines;
