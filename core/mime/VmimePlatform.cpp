// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/VmimePlatform.h"

#include <mutex>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wold-style-cast"
#include <vmime/vmime.hpp>
#include <vmime/platforms/posix/posixHandler.hpp>
#pragma GCC diagnostic pop

namespace tern::mime {
namespace {

class QuietPlatform final : public vmime::platforms::posix::posixHandler {
public:
    const vmime::string getHostName() const override { return "localhost"; }
};

} // namespace

void prepareVmime()
{
    static std::once_flag once;
    std::call_once(once, [] { vmime::platform::setHandler<QuietPlatform>(); });
}

} // namespace tern::mime
