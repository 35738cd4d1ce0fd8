"""What a page looks like where somebody shares it: its picture, and its words."""
