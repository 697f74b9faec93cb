// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDesktopServices>
#include <QObject>
#include <QUrl>

namespace tern::test {

/// Takes what would be opened in the browser.
class BrowserStub final : public QObject {
    Q_OBJECT

public:
    BrowserStub();
    ~BrowserStub() override;
    QList<QUrl> opened;

public Q_SLOTS:
    void open(const QUrl &url) { opened << url; }
};

} // namespace tern::test
