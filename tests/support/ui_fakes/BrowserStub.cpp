// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui_fakes/BrowserStub.h"

namespace tern::test {

BrowserStub::BrowserStub()
{
    QDesktopServices::setUrlHandler(QStringLiteral("https"), this, "open");
}

BrowserStub::~BrowserStub()
{
    QDesktopServices::unsetUrlHandler(QStringLiteral("https"));
}

} // namespace tern::test
