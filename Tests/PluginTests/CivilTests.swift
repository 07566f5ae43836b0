import PostmortemPlugin
import Testing

@Suite struct CivilTests {
  @Test func daysRoundTripOverFourCenturies() throws {
    var day = try #require(CivilDate(year: 1899, month: 12, day: 31)).daysSince1970
    var last = CivilDate(daysSince1970: day)
    for _ in 0..<146_097 {
      day += 1
      let next = CivilDate(daysSince1970: day)
      #expect(next > last && next.daysSince1970 == day && next.weekday == last.weekday % 7 + 1)
      last = next
    }
    #expect(last.description == "2299-12-31")
  }

  @Test func daysThatDoNotExistAreNoDays() {
    #expect(CivilDate(year: 2015, month: 2, day: 29) == nil)
    #expect(CivilDate(year: 2016, month: 2, day: 29) != nil)
    #expect(CivilDate(year: 1900, month: 2, day: 29) == nil)
    #expect(CivilDate(year: 2014, month: 4, day: 31) == nil)
    #expect(Clock(hour: 24) == nil)
    #expect(Clock(hour: 9, minute: 60) == nil)
  }

  @Test func knownDays() {
    #expect(CivilDate(year: 2014, month: 1, day: 24)?.weekday == 5)
    #expect(CivilDate.split(1_390_590_512).date.description == "2014-01-24")
    #expect(CivilDate.split(1_390_590_512).clock.description == "19:08:32")
    #expect(CivilDate.split(-1).date.description == "1969-12-31")
  }

  @Test func momentsAreNeverMoreExactThanThePage() throws {
    let date = try #require(CivilDate(year: 2014, month: 2, day: 22))
    #expect(Moment(date: date, precision: .day).text == "2014-02-22")
    #expect(Moment(date: date, precision: .month).text == "2014-02")
    #expect(Moment(date: date, clock: Clock(hour: 11), precision: .hour).text == "2014-02-22T11:00:00")
    #expect(Moment(date: nil, clock: Clock(hour: 11), precision: .hour).text == nil)
  }
}
