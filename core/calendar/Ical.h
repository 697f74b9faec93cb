// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// libical, with owners for what it hands out. For core/calendar alone.
#include <libical/ical.h>

#include <QString>

#include <memory>
#include <string>

namespace tern::calendar {

struct IcalDelete {
    void operator()(icalcomponent *component) const { icalcomponent_free(component); }
    void operator()(icaltimezone *zone) const { icaltimezone_free(zone, 1); }
    void operator()(icalrecur_iterator *iterator) const { icalrecur_iterator_free(iterator); }
    void operator()(char *text) const { icalmemory_free_buffer(text); }
};
using IcalComponent = std::unique_ptr<icalcomponent, IcalDelete>;
using IcalZone = std::unique_ptr<icaltimezone, IcalDelete>;
using IcalIterator = std::unique_ptr<icalrecur_iterator, IcalDelete>;
using IcalText = std::unique_ptr<char, IcalDelete>;

/// Null for what is no component. A wrong value is an error within the component, never the end of the program.
[[nodiscard]] IcalComponent parseComponent(const std::string &text);

/// A parameter's value without quotation marks; empty if it is not there.
[[nodiscard]] std::string parameterOf(icalproperty *property, const char *name);
/// A property's value as it stands there, unescaped.
[[nodiscard]] QString textOf(icalproperty *property);

} // namespace tern::calendar
