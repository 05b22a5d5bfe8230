package api

// The headings under which docs/api.md lists the routes.
const (
	tagStart = "Set-up and sign-in"
	tagMe    = "Me"
	tagDesk  = "People"
	tagList  = "Sessions"
	tagAct   = "Commands"
)

// routes is the table of all JSON routes; those of a feature of its own stand beside their handlers.
func (a *API) routes() {
	a.startRoutes()
	a.meRoutes()
	a.preferenceRoutes(tagMe)
	a.dayRoutes(tagMe)
	a.deskRoutes()
	a.sessionRoutes()
	a.contactRoutes(tagList)
	a.starRoutes(tagList)
	a.profileRoutes(tagList, tagDesk)
	a.erasureRoutes(tagList, tagDesk)
	a.exportRoutes(tagList, tagDesk)
	a.customerRoutes(tagDesk)
	a.messageRoutes()
	a.talkRoutes()
	a.moveRoutes()
	a.stepRoutes()
	a.askRoutes()
	a.changeRoutes()
	a.libraryRoutes()
	a.settingRoutes()
	a.fileRoutes()
	a.translationRoute()
	a.qualityRoutes()
	a.caseRoutes()
	a.draftRoutes()
	a.bulkRoutes(tagAct)
}
