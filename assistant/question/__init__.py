"""Questions as officials type them: what is asked, of which plans, about what matter."""
