import PostmortemCLI

await Postmortem.main()
