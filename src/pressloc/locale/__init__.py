"""Numbers, dates, money and names to values and back (Babel/CLDR underneath)."""
