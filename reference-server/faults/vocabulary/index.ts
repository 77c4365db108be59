// What faults are made of, by what they change. Each is explained where it is defined.

// An operation
export { wrapOperation } from './parts.ts'; // does something around an operation
export { before } from './parts.ts'; // does something before it; mostly throws
export { onlyIn } from './parts.ts'; // confines a fault to some operations
export { perRequest } from './parts.ts'; // makes the fault anew for each request
export { both } from './parts.ts'; // combines two faults
export { addRoutes } from './parts.ts'; // serves an operation on further paths
export { changeParams } from './parts.ts'; // changes the parameters of its path
export { decodeAgain, readPathAs } from './paths.ts'; // decodes parameters of a path in another way

// A success
export { changeBody, changeWholeBody, omit } from './parts.ts'; // changes the body
export { succeedWith } from './parts.ts'; // changes the status
export { changeAnswers } from './parts.ts'; // changes how parts of any answer look
export { changeWire, withContentType } from './parts.ts'; // changes bytes and headers

// A refusal
export { onRefusal } from './refusals.ts'; // answers or throws something else
export { changeStatus } from './refusals.ts'; // changes the status of one kind of error
export { succeedInstead } from './refusals.ts'; // answers 200 for one kind of error
export { forbidAs } from './refusals.ts'; // answers another status instead of 403
export { pretendSuccess } from './refusals.ts'; // answers 200 instead of 403
export { refuseAndDo } from './refusals.ts'; // answers 403 and does it
export { refuseAndStore } from './refusals.ts'; // answers 400 and stores it

// Who may do what
export { allow, forbid, outside, refuseWith } from './memberships.ts'; // decides changes of membership by a pattern
export { changeRequest, noEvent } from './memberships.ts'; // makes another change of membership, or none
export { changesOf, hasMembership } from './memberships.ts'; // reads member events
export { letSetState } from './state.ts'; // lets users of one membership set state
export { changePermissions } from './parts.ts'; // changes any other permission
export { changeActions } from './parts.ts'; // changes a check and the write that follows it
export { meetingPoint, pause } from './time.ts'; // lets other requests run between the two

// Reading what was sent
export { checkContent, checkFurther, checkInstead } from './contents.ts'; // checks a message, feedback or topic
export { readBodyAs } from './contents.ts'; // reads a body as something else
export { changeValidation } from './parts.ts'; // changes any other check of a request

// Storing
export { storeAs, storeNothing } from './rooms.ts'; // stores an event in another form, or not at all
export { mapValues, storeContent, textForNumber } from './contents.ts'; // stores another content
export { changeRooms, readOnly } from './rooms.ts'; // changes how rooms are made and written

// Rooms
export { inAnotherRoom, otherRoom, readTheLatestRoom } from './rooms.ts'; // takes another room
export { roomOf } from './rooms.ts'; // shows some events of a room alone
export { changeView } from './parts.ts'; // changes how memberships and state are read
export { chooseState, isFreeType, latestOf, readStateAs, useSlot } from './state.ts'; // changes state

// Lists of events
export { type ChangeEvent, listEvents, listEventsIn } from './events.ts'; // changes how events are shown
export { changeMemberList } from './pages.ts'; // changes the list of members
export { changePage, changePages, changeQuery, cutMessages } from './pages.ts'; // cuts pages otherwise
export { changeToken, onBadToken, shiftTokens } from './pages.ts'; // changes page tokens

// createRoom
export { changeConfig, readConfigAs, refuseKey, requireKey, takeAnyType } from './creation.ts'; // reads its body otherwise
export { changeFounding, changeFoundingEvents } from './creation.ts'; // changes the first events of a room
export { changeClaim } from './creation.ts'; // changes how an alias is given to a room

export { kebab } from './parts.ts'; // writes the name of an operation as in an id
