// Search, tabs and the theme.
